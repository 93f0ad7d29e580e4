-- CreateTable
CREATE TABLE "AllowedHeader" (
    "name" TEXT NOT NULL,
    "addedBy" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "AllowedHeader_pkey" PRIMARY KEY ("name")
);
