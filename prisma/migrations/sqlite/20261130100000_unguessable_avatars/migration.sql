-- Written by hand: the old versions followed from the images, so that whoever has an image could compute its address.
UPDATE "User" SET "avatarKey" = lower(hex(randomblob(16))) WHERE "avatarKey" IS NOT NULL;
