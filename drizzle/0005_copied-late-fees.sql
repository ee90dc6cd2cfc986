-- Loans made before their late fee's rule was copied take it from their product, as it was read until now.
UPDATE `loans` l JOIN `products` p ON p.`id` = l.`product_id`
SET l.`late_fee` = p.`late_fee`, l.`late_fee_grace_days` = p.`late_fee_grace_days`, l.`late_fee_cap_ppm` = p.`late_fee_cap_ppm`;
