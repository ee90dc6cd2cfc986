ALTER TABLE `tile_offers` MODIFY COLUMN `tried_on` date NOT NULL;--> statement-breakpoint
CREATE INDEX `tile_offers_cycle` ON `tile_offers` (`state`,`tried_on`,`id`);