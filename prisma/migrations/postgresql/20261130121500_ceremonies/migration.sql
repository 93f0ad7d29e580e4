-- AlterTable
ALTER TABLE "Session" ADD COLUMN     "proofs" TEXT NOT NULL DEFAULT '';

-- Nothing has begun a ceremony before, and a new column of rows that exist would need a default
DELETE FROM "Ceremony";

-- AlterTable
ALTER TABLE "Ceremony" ADD COLUMN     "sessionId" TEXT,
ADD COLUMN     "version" TEXT NOT NULL;

-- CreateIndex
CREATE INDEX "Ceremony_sessionId_idx" ON "Ceremony"("sessionId");

-- AddForeignKey
ALTER TABLE "Ceremony" ADD CONSTRAINT "Ceremony_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES "Session"("id") ON DELETE CASCADE ON UPDATE CASCADE;
