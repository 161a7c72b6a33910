CREATE TABLE `pages` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`article_id` integer NOT NULL,
	`url` text NOT NULL,
	`fetched_at` integer NOT NULL,
	`status` integer NOT NULL,
	`headers` text NOT NULL,
	`hash` text NOT NULL,
	`bytes` integer NOT NULL,
	`body` blob NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `pages_of_article` ON `pages` (`article_id`,`hash`);--> statement-breakpoint
CREATE INDEX `pages_by_time` ON `pages` (`fetched_at`);