CREATE TABLE `pauses` (
	`scope` text PRIMARY KEY NOT NULL,
	`since` integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE `articles` ADD `seq` integer;--> statement-breakpoint
CREATE INDEX `articles_by_seq` ON `articles` (`seq`);--> statement-breakpoint
CREATE INDEX `articles_by_fetch` ON `articles` (`fetched_at`);--> statement-breakpoint
CREATE INDEX `poll_events_by_time` ON `poll_events` (`at`);