-- CreateTable
CREATE TABLE "Ticket" (
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "holder" TEXT NOT NULL,
    "userId" INTEGER,
    "email" TEXT,
    "emailKey" TEXT,
    "data" TEXT NOT NULL DEFAULT '',
    "codeMac" TEXT,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "expiresAt" TIMESTAMP(3) NOT NULL,
    "usedAt" TIMESTAMP(3),

    CONSTRAINT "Ticket_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Ticket_userId_idx" ON "Ticket"("userId");

-- CreateIndex
CREATE INDEX "Ticket_kind_emailKey_idx" ON "Ticket"("kind", "emailKey");

-- CreateIndex
CREATE INDEX "Ticket_expiresAt_idx" ON "Ticket"("expiresAt");

-- CreateIndex
CREATE UNIQUE INDEX "Ticket_kind_holder_key" ON "Ticket"("kind", "holder");

-- AddForeignKey
ALTER TABLE "Ticket" ADD CONSTRAINT "Ticket_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Links that were not used yet go on working. One a user: of two that were made in the same moment, the newer one.
INSERT INTO "Ticket" ("id", "kind", "holder", "userId", "createdAt", "expiresAt", "usedAt")
SELECT "id", 'password_reset', 'user ' || "userId", "userId", "createdAt", "expiresAt", "usedAt"
FROM "PasswordReset" AS r
WHERE NOT EXISTS (
    SELECT 1 FROM "PasswordReset" AS n
    WHERE n."userId" = r."userId" AND (n."createdAt" > r."createdAt" OR (n."createdAt" = r."createdAt" AND n."id" > r."id"))
);

DROP TABLE "PasswordReset";
