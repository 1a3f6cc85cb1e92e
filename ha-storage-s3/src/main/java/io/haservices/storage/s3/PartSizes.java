package io.haservices.storage.s3;

/**
 * How large each part is, without knowing how long the blob will be: S3 wants at least 5 MiB and at most 5 GiB a part, and
 * 10,000 parts at most. The sizes double again and again, so that few parts are large when the blob is not.
 *
 * @param first the size of the first part; one so large is held in memory
 * @param step after how many parts the size doubles
 * @param parts how many there may be
 */
record PartSizes(int first, int step, int parts) {

    /** 8 GiB in parts of 8 MiB, and with the last part of 4 GiB there are 7.8 TiB; S3's limit may be lower. */
    static final PartSizes OF_S3 = new PartSizes(8 * 1024 * 1024, 1_000, 10_000);

    /** Of the part of this number; the first is number 1. */
    long of(int number) {
        return (long) first << ((number - 1) / step);
    }

    long most() {
        long sum = 0;
        for (int number = 1; number <= parts; number++) {
            sum += of(number);
        }
        return sum;
    }
}
