#include "services/mirror/query.h"

#include <sqlite3.h>

namespace leadline {

StorageTrouble storageTrouble(int sqliteCode)
{
    switch (sqliteCode & 0xff) {
    case SQLITE_FULL:
        return StorageTrouble::Full;
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_CANTOPEN:
        return StorageTrouble::ReadOnly;
    case SQLITE_IOERR:
        return StorageTrouble::Device;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return StorageTrouble::Damaged;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_PROTOCOL:
        return StorageTrouble::InUse;
    default:
        return StorageTrouble::Other;
    }
}

} // namespace leadline
