DROP INDEX `article_ventures_by_venture`;--> statement-breakpoint
DROP INDEX `article_ventures_by_stage_and_sector`;--> statement-breakpoint
CREATE INDEX `article_ventures_by_stage_and_sector` ON `article_ventures` (`stage`,`sector`,`article_id`,`key`);--> statement-breakpoint
DROP INDEX `stories_by_time`;--> statement-breakpoint
CREATE INDEX `stories_by_length` ON `stories` (to_at - from_at);--> statement-breakpoint
CREATE INDEX `stories_by_time` ON `stories` ("to_at" desc,`id`,`from_at`);--> statement-breakpoint
ALTER TABLE `articles` ADD `page_etag` text;--> statement-breakpoint
ALTER TABLE `articles` ADD `page_last_modified` text;--> statement-breakpoint
UPDATE `article_ventures` SET `key` = `venture_id` WHERE `key` = '' AND `venture_id` IS NOT NULL;--> statement-breakpoint
-- Tagged articles that were read before visits were planned get what remains of the plan (src/stories/revisit.ts).
UPDATE `articles` SET `revisit_at` = CASE
	WHEN `fetched_at` + 3600000 > unixepoch() * 1000 THEN `fetched_at` + 3600000
	WHEN `fetched_at` + 86400000 > unixepoch() * 1000 THEN `fetched_at` + 86400000
	ELSE `fetched_at` + 604800000 END
WHERE `state` = 'stored' AND `tagged` = 1 AND `revisit_at` IS NULL AND `visited_at` IS NULL
	AND `fetched_at` + 604800000 > unixepoch() * 1000
	AND (`published_at` IS NULL OR `fetched_at` - `published_at` <= 2592000000);
