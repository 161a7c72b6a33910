-- A venture of which neither a name nor a partner is told is that of its article: all of them were one.
UPDATE `article_ventures` SET `key` = 'new:unnamed-' || `article_id` WHERE `key` = 'new:unnamed';
