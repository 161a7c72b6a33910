CREATE TABLE `revisions` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`article_id` integer NOT NULL,
	`at` integer NOT NULL,
	`title` text,
	`text` text NOT NULL,
	`content_hash` text,
	`changes` text NOT NULL,
	FOREIGN KEY (`article_id`) REFERENCES `articles`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `revisions_by_article` ON `revisions` (`article_id`,`at`);--> statement-breakpoint
ALTER TABLE `article_urls` ADD `page_key` text DEFAULT '' NOT NULL;--> statement-breakpoint
CREATE INDEX `article_urls_by_page` ON `article_urls` (`page_key`);--> statement-breakpoint
ALTER TABLE `articles` ADD `visited_at` integer;--> statement-breakpoint
ALTER TABLE `articles` ADD `revisit_at` integer;--> statement-breakpoint
ALTER TABLE `articles` ADD `link_rot_at` integer;--> statement-breakpoint
ALTER TABLE `articles` ADD `link_rot_code` text;--> statement-breakpoint
ALTER TABLE `articles` ADD `page_hash` text;--> statement-breakpoint
ALTER TABLE `articles` ADD `title_key` text;--> statement-breakpoint
CREATE INDEX `articles_to_revisit` ON `articles` (`revisit_at`) WHERE revisit_at IS NOT NULL;--> statement-breakpoint
CREATE INDEX `articles_by_title` ON `articles` (`title_key`) WHERE title_key IS NOT NULL;