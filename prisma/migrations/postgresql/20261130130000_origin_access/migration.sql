-- AlterTable
ALTER TABLE "Origin" ADD COLUMN     "access" TEXT NOT NULL DEFAULT 'users',
ADD COLUMN     "chosen" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN     "passwords" BOOLEAN NOT NULL DEFAULT false;

-- What an entry could do before there was an access stays until an administrator chooses.
UPDATE "Origin" SET "access" = 'administration', "passwords" = true, "chosen" = false;
