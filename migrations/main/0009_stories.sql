CREATE TABLE `stories` (
	`id` text PRIMARY KEY NOT NULL,
	`from_at` integer NOT NULL,
	`to_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `stories_by_time` ON `stories` (`to_at`);--> statement-breakpoint
CREATE TABLE `story_aliases` (
	`old_id` text PRIMARY KEY NOT NULL,
	`story_id` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `story_aliases_by_story` ON `story_aliases` (`story_id`);--> statement-breakpoint
CREATE TABLE `story_articles` (
	`article_id` integer PRIMARY KEY NOT NULL,
	`story_id` text NOT NULL,
	FOREIGN KEY (`article_id`) REFERENCES `story_features`(`article_id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`story_id`) REFERENCES `stories`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `story_articles_by_story` ON `story_articles` (`story_id`);--> statement-breakpoint
CREATE TABLE `story_decisions` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`at` integer NOT NULL,
	`kind` text NOT NULL,
	`a` text NOT NULL,
	`b` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `story_decisions_by_a` ON `story_decisions` (`a`);--> statement-breakpoint
CREATE INDEX `story_decisions_by_b` ON `story_decisions` (`b`);--> statement-breakpoint
CREATE TABLE `story_features` (
	`article_id` integer PRIMARY KEY NOT NULL,
	`key` text NOT NULL,
	`published_at` integer,
	`at` integer NOT NULL,
	`version` integer NOT NULL,
	`body` text NOT NULL,
	FOREIGN KEY (`article_id`) REFERENCES `articles`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `story_features_key_unique` ON `story_features` (`key`);--> statement-breakpoint
CREATE TABLE `story_keys` (
	`key` integer NOT NULL,
	`at` integer NOT NULL,
	`article_id` integer NOT NULL,
	PRIMARY KEY(`key`, `at`, `article_id`),
	FOREIGN KEY (`article_id`) REFERENCES `story_features`(`article_id`) ON UPDATE no action ON DELETE cascade
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `story_keys_by_article` ON `story_keys` (`article_id`);
