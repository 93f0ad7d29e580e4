-- Written by hand: no need to write every session anew
ALTER TABLE "Session" ADD COLUMN "parentId" TEXT REFERENCES "Session" ("id") ON DELETE CASCADE ON UPDATE NO ACTION;
ALTER TABLE "Session" ADD COLUMN "resource" TEXT NOT NULL DEFAULT '';

-- CreateIndex
CREATE INDEX "Session_parentId_idx" ON "Session"("parentId");
