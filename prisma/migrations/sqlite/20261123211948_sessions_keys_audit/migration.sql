-- CreateTable
CREATE TABLE "RefreshToken" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "sessionId" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "usedAt" DATETIME,
    CONSTRAINT "RefreshToken_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES "Session" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "SigningKey" (
    "kid" TEXT NOT NULL PRIMARY KEY,
    "alg" TEXT NOT NULL,
    "publicKey" TEXT NOT NULL,
    "privateKey" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "activeAt" DATETIME NOT NULL,
    "expiresAt" DATETIME
);

-- CreateTable
CREATE TABLE "AuditEvent" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "at" DATETIME NOT NULL,
    "action" TEXT NOT NULL,
    "result" TEXT NOT NULL,
    "count" INTEGER NOT NULL DEFAULT 1,
    "actorId" INTEGER,
    "actorUid" TEXT NOT NULL,
    "targetId" INTEGER,
    "targetUid" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "origin" TEXT NOT NULL,
    "agent" TEXT NOT NULL,
    "requestId" TEXT NOT NULL,
    "detail" TEXT NOT NULL
);

-- Written by hand: no need to write every session anew
ALTER TABLE "Session" ADD COLUMN "kind" TEXT NOT NULL DEFAULT 'cookie';
ALTER TABLE "Session" ADD COLUMN "provenAt" DATETIME NOT NULL DEFAULT '1970-01-01 00:00:00 +00:00';
UPDATE "Session" SET "provenAt" = '1970-01-01T00:00:00.000+00:00';

-- CreateIndex
CREATE INDEX "RefreshToken_sessionId_idx" ON "RefreshToken"("sessionId");

-- CreateIndex
CREATE INDEX "AuditEvent_at_id_idx" ON "AuditEvent"("at", "id");

-- CreateIndex
CREATE INDEX "AuditEvent_action_at_id_idx" ON "AuditEvent"("action", "at", "id");

-- CreateIndex
CREATE INDEX "AuditEvent_result_at_id_idx" ON "AuditEvent"("result", "at", "id");

-- CreateIndex
CREATE INDEX "AuditEvent_actorId_at_id_idx" ON "AuditEvent"("actorId", "at", "id");

-- CreateIndex
CREATE INDEX "AuditEvent_targetId_at_id_idx" ON "AuditEvent"("targetId", "at", "id");

-- CreateIndex
CREATE INDEX "AuditEvent_actorUid_at_id_idx" ON "AuditEvent"("actorUid", "at", "id");

-- CreateIndex
CREATE INDEX "AuditEvent_targetUid_at_id_idx" ON "AuditEvent"("targetUid", "at", "id");

-- CreateIndex
CREATE INDEX "AuditEvent_address_at_id_idx" ON "AuditEvent"("address", "at", "id");

-- Written by hand: what happened is not rewritten
CREATE TRIGGER "AuditEvent_append_only" BEFORE UPDATE ON "AuditEvent"
BEGIN
    SELECT RAISE(ABORT, 'AuditEvent is append-only');
END;
