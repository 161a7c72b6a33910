DROP INDEX `article_tags_by_tag`;--> statement-breakpoint
CREATE INDEX `article_tags_by_tag` ON `article_tags` (`tag`,`article_id`,`confidence`);--> statement-breakpoint
DROP INDEX `articles_by_time`;--> statement-breakpoint
DROP INDEX `articles_tagged`;--> statement-breakpoint
CREATE INDEX `articles_columns` ON `articles` (`id`,`sort_at`,`state`,`verdict`,`language`,`tagged`,`feed_id`);--> statement-breakpoint
CREATE INDEX `articles_by_language` ON `articles` (`language`,`sort_at`,`id`);--> statement-breakpoint
CREATE INDEX `articles_by_verdict` ON `articles` (`verdict`,`sort_at`,`id`);--> statement-breakpoint
CREATE INDEX `articles_by_time` ON `articles` (`sort_at`,`id`,`state`,`verdict`,`language`,`tagged`);--> statement-breakpoint
CREATE INDEX `articles_tagged` ON `articles` (`sort_at`,`id`,`state`,`verdict`,`language`) WHERE tagged = 1;--> statement-breakpoint
DROP INDEX `items_by_article`;--> statement-breakpoint
CREATE INDEX `items_by_feed` ON `items` (`feed_id`,`article_id`);--> statement-breakpoint
CREATE INDEX `items_by_article` ON `items` (`article_id`,`feed_id`);--> statement-breakpoint
CREATE INDEX `article_ventures_by_stage_and_sector` ON `article_ventures` (`stage`,`sector`,`article_id`,`venture_id`);