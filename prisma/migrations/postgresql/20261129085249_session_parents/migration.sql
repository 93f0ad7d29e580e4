-- AlterTable
ALTER TABLE "Session" ADD COLUMN     "parentId" TEXT,
ADD COLUMN     "resource" TEXT NOT NULL DEFAULT '';

-- CreateIndex
CREATE INDEX "Session_parentId_idx" ON "Session"("parentId");

-- AddForeignKey
ALTER TABLE "Session" ADD CONSTRAINT "Session_parentId_fkey" FOREIGN KEY ("parentId") REFERENCES "Session"("id") ON DELETE CASCADE ON UPDATE NO ACTION;
