-- CreateTable
CREATE TABLE "MailRequest" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "kind" TEXT NOT NULL,
    "content" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "dueAt" DATETIME NOT NULL
);

-- CreateIndex
CREATE INDEX "MailRequest_dueAt_idx" ON "MailRequest"("dueAt");
