CREATE TABLE `article_companies` (
	`article_id` integer NOT NULL,
	`company_id` text NOT NULL,
	`name` text NOT NULL,
	`mentions` integer NOT NULL,
	PRIMARY KEY(`article_id`, `company_id`),
	FOREIGN KEY (`article_id`) REFERENCES `articles`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `article_companies_by_company` ON `article_companies` (`company_id`,`article_id`);--> statement-breakpoint
CREATE TABLE `article_tags` (
	`article_id` integer NOT NULL,
	`tag` text NOT NULL,
	`confidence` real NOT NULL,
	`evidence` text NOT NULL,
	`rules_version` text NOT NULL,
	PRIMARY KEY(`article_id`, `tag`),
	FOREIGN KEY (`article_id`) REFERENCES `articles`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `article_tags_by_tag` ON `article_tags` (`tag`,`article_id`);--> statement-breakpoint
CREATE TABLE `article_urls` (
	`url` text PRIMARY KEY NOT NULL,
	`article_id` integer NOT NULL,
	FOREIGN KEY (`article_id`) REFERENCES `articles`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `article_urls_by_article` ON `article_urls` (`article_id`);--> statement-breakpoint
CREATE TABLE `article_ventures` (
	`article_id` integer NOT NULL,
	`position` integer NOT NULL,
	`venture_id` text,
	`name` text,
	`partners` text NOT NULL,
	`stage` text,
	`sector` text,
	`stake` text,
	`amount` text,
	`confidence` real NOT NULL,
	`evidence` text NOT NULL,
	PRIMARY KEY(`article_id`, `position`),
	FOREIGN KEY (`article_id`) REFERENCES `articles`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `article_ventures_by_venture` ON `article_ventures` (`venture_id`,`article_id`);--> statement-breakpoint
CREATE INDEX `article_ventures_by_stage` ON `article_ventures` (`stage`,`article_id`);--> statement-breakpoint
CREATE INDEX `article_ventures_by_sector` ON `article_ventures` (`sector`,`article_id`);--> statement-breakpoint
CREATE TABLE `articles` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`url` text NOT NULL,
	`state` text DEFAULT 'pending' NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`next_attempt_at` integer,
	`last_failure` text,
	`feed_id` text,
	`first_seen_at` integer NOT NULL,
	`fetched_at` integer,
	`final_url` text,
	`title` text,
	`authors` text DEFAULT '[]' NOT NULL,
	`published_at` integer,
	`published_day` text,
	`modified_at` integer,
	`language` text,
	`site_name` text,
	`summary` text,
	`image` text,
	`text` text DEFAULT '' NOT NULL,
	`word_count` integer DEFAULT 0 NOT NULL,
	`verdict` text,
	`verdict_reason` text,
	`extractor` text,
	`confidence` real,
	`content_hash` text,
	`tagged` integer DEFAULT false NOT NULL,
	`rules_version` text,
	`sort_at` integer NOT NULL,
	FOREIGN KEY (`feed_id`) REFERENCES `feeds`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE UNIQUE INDEX `articles_url_unique` ON `articles` (`url`);--> statement-breakpoint
CREATE INDEX `articles_unfinished` ON `articles` (`next_attempt_at`) WHERE state = 'pending';--> statement-breakpoint
CREATE INDEX `articles_by_time` ON `articles` (`sort_at`,`id`);--> statement-breakpoint
CREATE INDEX `articles_tagged` ON `articles` (`sort_at`,`id`) WHERE tagged = 1;--> statement-breakpoint
CREATE INDEX `articles_by_feed` ON `articles` (`feed_id`,`sort_at`);--> statement-breakpoint
CREATE TABLE `dead_letters` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`article_id` integer NOT NULL,
	`at` integer NOT NULL,
	`url` text NOT NULL,
	`code` text NOT NULL,
	`message` text NOT NULL,
	`status` integer,
	`attempts` integer NOT NULL,
	FOREIGN KEY (`article_id`) REFERENCES `articles`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `dead_letters_articleId_unique` ON `dead_letters` (`article_id`);--> statement-breakpoint
CREATE INDEX `dead_letters_by_time` ON `dead_letters` (`at`);--> statement-breakpoint
CREATE TABLE `feeds` (
	`id` text PRIMARY KEY NOT NULL,
	`url` text NOT NULL,
	`name` text NOT NULL,
	`site` text,
	`language` text,
	`region` text,
	`kind` text,
	`folder` text,
	`origin` text NOT NULL,
	`enabled` integer DEFAULT true NOT NULL,
	`note` text,
	`added_at` integer NOT NULL,
	`next_poll_at` integer NOT NULL,
	`interval_minutes` integer DEFAULT 60 NOT NULL,
	`last_polled_at` integer,
	`last_success_at` integer,
	`consecutive_failures` integer DEFAULT 0 NOT NULL,
	`last_failure` text,
	`etag` text,
	`last_modified` text,
	`body_hash` text,
	`ttl_minutes` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `feeds_url_unique` ON `feeds` (`url`);--> statement-breakpoint
CREATE INDEX `feeds_due` ON `feeds` (`next_poll_at`) WHERE enabled = 1;--> statement-breakpoint
CREATE TABLE `items` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`feed_id` text NOT NULL,
	`key` text NOT NULL,
	`guid` text,
	`url` text,
	`title` text,
	`authors` text DEFAULT '[]' NOT NULL,
	`published_at` integer,
	`summary` text,
	`content_html` text,
	`first_seen_at` integer NOT NULL,
	`last_seen_at` integer NOT NULL,
	`article_id` integer,
	`rejected` text,
	FOREIGN KEY (`feed_id`) REFERENCES `feeds`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`article_id`) REFERENCES `articles`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE UNIQUE INDEX `items_key` ON `items` (`feed_id`,`key`);--> statement-breakpoint
CREATE INDEX `items_by_article` ON `items` (`article_id`);--> statement-breakpoint
CREATE TABLE `poll_events` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`feed_id` text NOT NULL,
	`at` integer NOT NULL,
	`ms` integer NOT NULL,
	`outcome` text NOT NULL,
	`code` text,
	`message` text,
	`status` integer,
	`bytes` integer DEFAULT 0 NOT NULL,
	`seen` integer DEFAULT 0 NOT NULL,
	`new` integer DEFAULT 0 NOT NULL,
	`known` integer DEFAULT 0 NOT NULL,
	`rejected` integer DEFAULT 0 NOT NULL,
	`rejections` text DEFAULT '{}' NOT NULL,
	`warnings` text DEFAULT '[]' NOT NULL,
	FOREIGN KEY (`feed_id`) REFERENCES `feeds`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "poll_events_add_up" CHECK(seen = new + known + rejected)
);
--> statement-breakpoint
CREATE INDEX `poll_events_by_feed` ON `poll_events` (`feed_id`,`at`);