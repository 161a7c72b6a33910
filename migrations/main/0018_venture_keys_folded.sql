-- Ibérica and Iberica are one partner, and names that only their marks tell apart are two: the keys are made again.
UPDATE `article_ventures` SET `key` = venture_key(`article_id`, `partners`, `name`)
WHERE `venture_id` IS NULL AND (`partners` <> '[]' OR `name` IS NOT NULL);
