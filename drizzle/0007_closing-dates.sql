-- Loans paid off before there was closing for good are closed by it as later ones are, once the reversal window has passed.
UPDATE `loans` SET `closes_for_good_on` = DATE_ADD(`closed_on`, INTERVAL 60 DAY) WHERE `state` = 'closed';
