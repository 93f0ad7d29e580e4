-- CreateTable
CREATE TABLE "Origin" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "origin" TEXT NOT NULL,
    "note" TEXT NOT NULL,
    "mode" TEXT NOT NULL,
    "enabled" BOOLEAN NOT NULL,
    "addedBy" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "OriginRefusal" (
    "origin" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "firstSeen" DATETIME NOT NULL,
    "lastSeen" DATETIME NOT NULL,
    "count" INTEGER NOT NULL,
    "lastPath" TEXT NOT NULL,
    "lastAgent" TEXT NOT NULL,

    PRIMARY KEY ("origin", "reason")
);

-- CreateIndex
CREATE UNIQUE INDEX "Origin_origin_key" ON "Origin"("origin");

-- CreateIndex
CREATE INDEX "OriginRefusal_lastSeen_idx" ON "OriginRefusal"("lastSeen");
