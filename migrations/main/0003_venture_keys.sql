ALTER TABLE `article_ventures` ADD `key` text DEFAULT '' NOT NULL;--> statement-breakpoint
CREATE INDEX `article_ventures_by_key` ON `article_ventures` (`key`,`article_id`);