ALTER TABLE `articles` ADD `site_rule` text;--> statement-breakpoint
CREATE INDEX `articles_by_rule` ON `articles` (`feed_id`,`fetched_at`) WHERE site_rule IS NOT NULL;