-- CreateTable
CREATE TABLE "AllowedHeader" (
    "name" TEXT NOT NULL PRIMARY KEY,
    "addedBy" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP
);
