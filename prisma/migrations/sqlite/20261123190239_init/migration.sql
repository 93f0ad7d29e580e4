-- CreateTable
CREATE TABLE "User" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "uid" TEXT NOT NULL,
    "uidKey" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "nameKey" TEXT NOT NULL,
    "email" TEXT,
    "emailKey" TEXT,
    "dob" TEXT,
    "role" TEXT NOT NULL DEFAULT 'User',
    "disabled" BOOLEAN NOT NULL DEFAULT false,
    "version" TEXT NOT NULL,
    "avatarKey" TEXT,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" DATETIME NOT NULL,
    "lastSignInAt" DATETIME NOT NULL DEFAULT '1970-01-01 00:00:00 +00:00'
);

-- CreateTable
CREATE TABLE "SearchTerm" (
    "userId" INTEGER NOT NULL,
    "term" TEXT NOT NULL,
    "hidden" BOOLEAN NOT NULL,

    PRIMARY KEY ("userId", "term"),
    CONSTRAINT "SearchTerm_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Avatar" (
    "userId" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "large" BLOB NOT NULL,
    "small" BLOB NOT NULL,
    CONSTRAINT "Avatar_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "PasswordReset" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "userId" INTEGER NOT NULL,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" DATETIME NOT NULL,
    "usedAt" DATETIME,
    CONSTRAINT "PasswordReset_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Password" (
    "userId" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "hash" TEXT NOT NULL,
    "updatedAt" DATETIME NOT NULL,
    CONSTRAINT "Password_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Session" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "userId" INTEGER NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "lastSeenAt" DATETIME NOT NULL,
    "expiresAt" DATETIME NOT NULL,
    "revokedAt" DATETIME,
    "address" TEXT NOT NULL,
    "agent" TEXT NOT NULL,
    "origin" TEXT NOT NULL,
    CONSTRAINT "Session_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "RateLimit" (
    "key" TEXT NOT NULL PRIMARY KEY,
    "points" INTEGER NOT NULL,
    "expire" DATETIME
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
