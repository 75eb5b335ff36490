package org.eventsource.benchmarks.streams;

import com.sun.management.GarbageCollectionNotificationInfo;
import com.sun.management.GcInfo;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;

/** Counts the bytes that this process allocates: what is in use, and what each collection has freed. */
final class Allocation {

    private final AtomicLong freed = new AtomicLong();

    Allocation() {
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            ((NotificationEmitter) collector)
                    .addNotificationListener(
                            (notification, unused) -> collected((CompositeData) notification.getUserData()),
                            each -> each.getType()
                                    .equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION),
                            null);
        }
    }

    private void collected(CompositeData data) {
        GcInfo info = GarbageCollectionNotificationInfo.from(data).getGcInfo();
        freed.addAndGet(used(info.getMemoryUsageBeforeGc()) - used(info.getMemoryUsageAfterGc()));
    }

    private static long used(Map<String, MemoryUsage> pools) {
        return pools.values().stream().mapToLong(MemoryUsage::getUsed).sum();
    }

    long bytes() {
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() + freed.get();
    }
}
