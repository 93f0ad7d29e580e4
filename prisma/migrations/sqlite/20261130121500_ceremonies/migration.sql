-- Written by hand: no need to write every session anew, nor to keep ceremonies, which nothing has begun before
ALTER TABLE "Session" ADD COLUMN "proofs" TEXT NOT NULL DEFAULT '';

DROP TABLE "Ceremony";
CREATE TABLE "Ceremony" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "userId" INTEGER NOT NULL,
    "version" TEXT NOT NULL,
    "proofs" TEXT NOT NULL,
    "begunBy" TEXT NOT NULL,
    "sessionId" TEXT,
    "expiresAt" DATETIME NOT NULL,
    CONSTRAINT "Ceremony_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Ceremony_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES "Session" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateIndex
CREATE INDEX "Ceremony_userId_idx" ON "Ceremony"("userId");

-- CreateIndex
CREATE INDEX "Ceremony_sessionId_idx" ON "Ceremony"("sessionId");

-- CreateIndex
CREATE INDEX "Ceremony_expiresAt_idx" ON "Ceremony"("expiresAt");
