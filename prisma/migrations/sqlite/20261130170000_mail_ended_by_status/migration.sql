-- DropIndex
DROP INDEX "Mail_endedAt_idx";

-- CreateIndex
CREATE INDEX "Mail_status_endedAt_idx" ON "Mail"("status", "endedAt");
