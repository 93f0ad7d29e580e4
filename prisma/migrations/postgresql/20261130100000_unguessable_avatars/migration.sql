-- Written by hand: the old versions followed from the images, so that whoever has an image could compute its address.
UPDATE "User" SET "avatarKey" = replace(gen_random_uuid()::text, '-', '') WHERE "avatarKey" IS NOT NULL;
