-- AlterTable
ALTER TABLE "User" ADD COLUMN "verifiedEmailKey" TEXT;

-- CreateIndex
CREATE UNIQUE INDEX "User_verifiedEmailKey_key" ON "User"("verifiedEmailKey");
