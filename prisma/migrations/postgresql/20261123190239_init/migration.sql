-- Written by hand: COLLATE "C" on what is sorted or searched by, so that the order is that of SQLite
-- whatever the server's locale.

-- CreateTable
CREATE TABLE "User" (
    "id" SERIAL NOT NULL,
    "uid" TEXT NOT NULL,
    "uidKey" TEXT COLLATE "C" NOT NULL,
    "name" TEXT NOT NULL,
    "nameKey" TEXT COLLATE "C" NOT NULL,
    "email" TEXT,
    "emailKey" TEXT COLLATE "C",
    "dob" TEXT,
    "role" TEXT COLLATE "C" NOT NULL DEFAULT 'User',
    "disabled" BOOLEAN NOT NULL DEFAULT false,
    "version" TEXT NOT NULL,
    "avatarKey" TEXT,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMP(3) NOT NULL,
    "lastSignInAt" TIMESTAMP(3) NOT NULL DEFAULT '1970-01-01 00:00:00 +00:00',

    CONSTRAINT "User_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SearchTerm" (
    "userId" INTEGER NOT NULL,
    "term" TEXT COLLATE "C" NOT NULL,
    "hidden" BOOLEAN NOT NULL,

    CONSTRAINT "SearchTerm_pkey" PRIMARY KEY ("userId","term")
);

-- CreateTable
CREATE TABLE "Avatar" (
    "userId" INTEGER NOT NULL,
    "large" BYTEA NOT NULL,
    "small" BYTEA NOT NULL,

    CONSTRAINT "Avatar_pkey" PRIMARY KEY ("userId")
);

-- CreateTable
CREATE TABLE "PasswordReset" (
    "id" TEXT NOT NULL,
    "userId" INTEGER NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMP(3) NOT NULL,
    "usedAt" TIMESTAMP(3),

    CONSTRAINT "PasswordReset_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Password" (
    "userId" INTEGER NOT NULL,
    "hash" TEXT NOT NULL,
    "updatedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Password_pkey" PRIMARY KEY ("userId")
);

-- CreateTable
CREATE TABLE "Session" (
    "id" TEXT NOT NULL,
    "userId" INTEGER NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "lastSeenAt" TIMESTAMP(3) NOT NULL,
    "expiresAt" TIMESTAMP(3) NOT NULL,
    "revokedAt" TIMESTAMP(3),
    "address" TEXT NOT NULL,
    "agent" TEXT NOT NULL,
    "origin" TEXT NOT NULL,

    CONSTRAINT "Session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RateLimit" (
    "key" TEXT NOT NULL,
    "points" INTEGER NOT NULL,
    "expire" TIMESTAMP(3),

    CONSTRAINT "RateLimit_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE UNIQUE INDEX "User_uidKey_key" ON "User"("uidKey");

-- CreateIndex
CREATE INDEX "User_nameKey_id_idx" ON "User"("nameKey", "id");

-- CreateIndex
CREATE INDEX "User_createdAt_id_idx" ON "User"("createdAt", "id");

-- CreateIndex
CREATE INDEX "User_lastSignInAt_id_idx" ON "User"("lastSignInAt", "id");

-- CreateIndex
CREATE INDEX "User_role_uidKey_id_idx" ON "User"("role", "uidKey", "id");

-- CreateIndex
CREATE INDEX "User_role_nameKey_id_idx" ON "User"("role", "nameKey", "id");

-- CreateIndex
CREATE INDEX "User_role_createdAt_id_idx" ON "User"("role", "createdAt", "id");

-- CreateIndex
CREATE INDEX "User_role_lastSignInAt_id_idx" ON "User"("role", "lastSignInAt", "id");

-- CreateIndex
CREATE INDEX "User_disabled_uidKey_id_idx" ON "User"("disabled", "uidKey", "id");

-- CreateIndex
CREATE INDEX "User_disabled_nameKey_id_idx" ON "User"("disabled", "nameKey", "id");

-- CreateIndex
CREATE INDEX "User_disabled_role_id_idx" ON "User"("disabled", "role", "id");

-- CreateIndex
CREATE INDEX "User_disabled_createdAt_id_idx" ON "User"("disabled", "createdAt", "id");

-- CreateIndex
CREATE INDEX "User_disabled_lastSignInAt_id_idx" ON "User"("disabled", "lastSignInAt", "id");

-- CreateIndex
CREATE INDEX "SearchTerm_term_hidden_userId_idx" ON "SearchTerm"("term", "hidden", "userId");

-- CreateIndex
CREATE INDEX "PasswordReset_userId_idx" ON "PasswordReset"("userId");

-- CreateIndex
CREATE INDEX "Session_userId_idx" ON "Session"("userId");

-- CreateIndex
CREATE INDEX "Session_expiresAt_idx" ON "Session"("expiresAt");

-- CreateIndex
CREATE INDEX "RateLimit_expire_idx" ON "RateLimit"("expire");

-- AddForeignKey
ALTER TABLE "SearchTerm" ADD CONSTRAINT "SearchTerm_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Avatar" ADD CONSTRAINT "Avatar_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PasswordReset" ADD CONSTRAINT "PasswordReset_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Password" ADD CONSTRAINT "Password_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Session" ADD CONSTRAINT "Session_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;
