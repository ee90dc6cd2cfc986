-- An offer counts as tried on its first day, so that the next of a cycle is found by one look at an index.
UPDATE `tile_offers` SET `tried_on` = `offered_on` WHERE `tried_on` IS NULL;
