-- CreateTable
CREATE TABLE "Origin" (
    "id" SERIAL NOT NULL,
    "origin" TEXT NOT NULL,
    "note" TEXT NOT NULL,
    "mode" TEXT NOT NULL,
    "enabled" BOOLEAN NOT NULL,
    "addedBy" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Origin_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "OriginRefusal" (
    "origin" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "firstSeen" TIMESTAMP(3) NOT NULL,
    "lastSeen" TIMESTAMP(3) NOT NULL,
    "count" INTEGER NOT NULL,
    "lastPath" TEXT NOT NULL,
    "lastAgent" TEXT NOT NULL,

    CONSTRAINT "OriginRefusal_pkey" PRIMARY KEY ("origin","reason")
);

-- CreateIndex
CREATE UNIQUE INDEX "Origin_origin_key" ON "Origin"("origin");

-- CreateIndex
CREATE INDEX "OriginRefusal_lastSeen_idx" ON "OriginRefusal"("lastSeen");
