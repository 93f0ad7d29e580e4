-- CreateTable
CREATE TABLE "MailRequest" (
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "content" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "dueAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "MailRequest_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "MailRequest_dueAt_idx" ON "MailRequest"("dueAt");
