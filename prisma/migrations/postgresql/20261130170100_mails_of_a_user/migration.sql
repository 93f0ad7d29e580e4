-- CreateIndex
CREATE INDEX "Mail_userId_id_idx" ON "Mail"("userId", "id");

-- CreateIndex
CREATE INDEX "Mail_addressKey_id_idx" ON "Mail"("addressKey", "id");
