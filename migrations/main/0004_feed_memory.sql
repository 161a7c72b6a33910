CREATE TABLE `blind_windows` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`feed_id` text NOT NULL,
	`from` integer NOT NULL,
	`until` integer NOT NULL,
	`reason` text NOT NULL,
	`may_have_missed` integer NOT NULL,
	FOREIGN KEY (`feed_id`) REFERENCES `feeds`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `blind_windows_by_feed` ON `blind_windows` (`feed_id`,`until`);--> statement-breakpoint
CREATE INDEX `blind_windows_by_end` ON `blind_windows` (`until`);--> statement-breakpoint
CREATE TABLE `feed_events` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`feed_id` text,
	`at` integer NOT NULL,
	`kind` text NOT NULL,
	`message` text NOT NULL,
	`data` text NOT NULL,
	FOREIGN KEY (`feed_id`) REFERENCES `feeds`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `feed_events_by_feed` ON `feed_events` (`feed_id`,`id`);--> statement-breakpoint
CREATE INDEX `feed_events_by_time` ON `feed_events` (`at`);--> statement-breakpoint
CREATE TABLE `hosts` (
	`host` text PRIMARY KEY NOT NULL,
	`strikes` integer NOT NULL,
	`last_strike_at` integer NOT NULL,
	`not_before` integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE `feeds` ADD `host` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `feeds` ADD `selectors` text;--> statement-breakpoint
ALTER TABLE `feeds` ADD `memory` text;--> statement-breakpoint
CREATE INDEX `feeds_by_host` ON `feeds` (`host`);--> statement-breakpoint
ALTER TABLE `poll_events` ADD `class` text;--> statement-breakpoint
ALTER TABLE `poll_events` ADD `etag` text;--> statement-breakpoint
ALTER TABLE `poll_events` ADD `last_modified` text;--> statement-breakpoint
ALTER TABLE `poll_events` ADD `stale_validators` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `poll_events` ADD `next_at` integer;--> statement-breakpoint
UPDATE `feeds` SET `host` = substr(
	substr(`url`, instr(`url`, '//') + 2), 1,
	instr(substr(`url`, instr(`url`, '//') + 2) || '/', '/') - 1
);--> statement-breakpoint
ALTER TABLE `feeds` DROP COLUMN `interval_minutes`;--> statement-breakpoint
ALTER TABLE `feeds` DROP COLUMN `last_success_at`;--> statement-breakpoint
ALTER TABLE `feeds` DROP COLUMN `consecutive_failures`;--> statement-breakpoint
ALTER TABLE `feeds` DROP COLUMN `last_failure`;--> statement-breakpoint
ALTER TABLE `feeds` DROP COLUMN `etag`;--> statement-breakpoint
ALTER TABLE `feeds` DROP COLUMN `last_modified`;--> statement-breakpoint
ALTER TABLE `feeds` DROP COLUMN `body_hash`;--> statement-breakpoint
ALTER TABLE `feeds` DROP COLUMN `ttl_minutes`;
