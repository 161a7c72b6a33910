CREATE TABLE `passes` (
	`name` text PRIMARY KEY NOT NULL,
	`at` integer NOT NULL
);
