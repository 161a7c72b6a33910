CREATE TABLE `alert_events` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`alert_id` integer NOT NULL,
	`article_id` integer,
	`feed_event_id` integer,
	`feed_news` text,
	`found_at` integer NOT NULL,
	`delivery_id` text,
	FOREIGN KEY (`alert_id`) REFERENCES `alerts`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`article_id`) REFERENCES `articles`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`delivery_id`) REFERENCES `deliveries`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `alert_events_once_an_article` ON `alert_events` (`alert_id`,`article_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `alert_events_once_a_feed_event` ON `alert_events` (`alert_id`,`feed_event_id`);--> statement-breakpoint
CREATE INDEX `alert_events_to_tell` ON `alert_events` (`alert_id`,`id`) WHERE delivery_id IS NULL;--> statement-breakpoint
CREATE INDEX `alert_events_by_article` ON `alert_events` (`article_id`);--> statement-breakpoint
CREATE INDEX `alert_events_by_delivery` ON `alert_events` (`delivery_id`);--> statement-breakpoint
CREATE TABLE `alerts` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`name` text NOT NULL,
	`about` text NOT NULL,
	`search` text,
	`filter` text,
	`per` text NOT NULL,
	`channel` text NOT NULL,
	`target` text NOT NULL,
	`secret` text,
	`timing` text NOT NULL,
	`created_at` integer NOT NULL,
	`paused_at` integer,
	`paused_why` text,
	`cursor` integer NOT NULL,
	FOREIGN KEY (`search`) REFERENCES `saved_searches`(`name`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "alerts_what" CHECK((about = 'feeds') = (search IS NULL AND filter IS NULL))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `alerts_name_unique` ON `alerts` (`name`);--> statement-breakpoint
CREATE TABLE `deliveries` (
	`id` text PRIMARY KEY NOT NULL,
	`alert_id` integer NOT NULL,
	`state` text DEFAULT 'pending' NOT NULL,
	`news` text,
	`made_at` integer NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`next_try_at` integer NOT NULL,
	`last_error` text,
	`ended_at` integer,
	FOREIGN KEY (`alert_id`) REFERENCES `alerts`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `deliveries_due` ON `deliveries` (`next_try_at`) WHERE state = 'pending';--> statement-breakpoint
CREATE INDEX `deliveries_by_alert` ON `deliveries` (`alert_id`,`state`);--> statement-breakpoint
CREATE TABLE `saved_searches` (
	`name` text PRIMARY KEY NOT NULL,
	`filter` text NOT NULL,
	`created_at` integer NOT NULL
);
