#include "tests/mirror/shimvfs.h"

#include <QFileInfo>
#include <QMutex>

#include <sqlite3.h>

namespace leadline::test {

struct ShimVfs::Private
{
    sqlite3_vfs vfs{};
    sqlite3_vfs *real = nullptr;
    mutable QMutex mutex;
    Hook hook;
    bool isRecording = false;
    QList<Step> steps;

    int ask(Call call, const QString &file) const
    {
        const QMutexLocker lock(&mutex);
        return hook ? hook(call, file) : SQLITE_OK;
    }
    void note(Step step)
    {
        const QMutexLocker lock(&mutex);
        if (isRecording)
            steps.append(std::move(step));
    }
};

namespace {

using Call = ShimVfs::Call;

/// Ours; the real file object stands right behind it.
struct File
{
    sqlite3_file base;
    ShimVfs::Private *shim;
    QString *name; ///< null for temporary files, which no restart sees
};

File *ours(sqlite3_file *file)
{
    return reinterpret_cast<File *>(file);
}

sqlite3_file *real(sqlite3_file *file)
{
    return reinterpret_cast<sqlite3_file *>(ours(file) + 1);
}

int closeFile(sqlite3_file *file)
{
    delete ours(file)->name;
    return real(file)->pMethods ? real(file)->pMethods->xClose(real(file)) : SQLITE_OK;
}

int readFile(sqlite3_file *file, void *bytes, int count, sqlite3_int64 offset)
{
    return real(file)->pMethods->xRead(real(file), bytes, count, offset);
}

int writeFile(sqlite3_file *file, const void *bytes, int count, sqlite3_int64 offset)
{
    const auto *const name = ours(file)->name;
    const int refusal = name ? ours(file)->shim->ask(Call::Write, *name) : SQLITE_OK;
    if (refusal != SQLITE_OK)
        count /= 2;
    const int result = real(file)->pMethods->xWrite(real(file), bytes, count, offset);
    if (result == SQLITE_OK && name)
        ours(file)->shim->note(
            {Call::Write, *name, offset, QByteArray(static_cast<const char *>(bytes), count)});
    return refusal != SQLITE_OK ? refusal : result;
}

int truncateFile(sqlite3_file *file, sqlite3_int64 size)
{
    const auto *const name = ours(file)->name;
    if (const int refusal = name ? ours(file)->shim->ask(Call::Truncate, *name) : SQLITE_OK)
        return refusal;
    const int result = real(file)->pMethods->xTruncate(real(file), size);
    if (result == SQLITE_OK && name)
        ours(file)->shim->note({Call::Truncate, *name, size, {}});
    return result;
}

int syncFile(sqlite3_file *file, int flags)
{
    const auto *const name = ours(file)->name;
    if (const int refusal = name ? ours(file)->shim->ask(Call::Sync, *name) : SQLITE_OK)
        return refusal;
    // What a power cut leaves is worked out from the steps, so the real disk need not be waited for.
    Q_UNUSED(flags);
    if (name)
        ours(file)->shim->note({Call::Sync, *name, 0, {}});
    return SQLITE_OK;
}

int fileSize(sqlite3_file *file, sqlite3_int64 *size)
{
    return real(file)->pMethods->xFileSize(real(file), size);
}
int lockFile(sqlite3_file *file, int level)
{
    return real(file)->pMethods->xLock(real(file), level);
}
int unlockFile(sqlite3_file *file, int level)
{
    return real(file)->pMethods->xUnlock(real(file), level);
}
int checkReserved(sqlite3_file *file, int *isReserved)
{
    return real(file)->pMethods->xCheckReservedLock(real(file), isReserved);
}
int control(sqlite3_file *file, int op, void *argument)
{
    return real(file)->pMethods->xFileControl(real(file), op, argument);
}
int sectorSize(sqlite3_file *file)
{
    return real(file)->pMethods->xSectorSize(real(file));
}
int characteristics(sqlite3_file *file)
{
    return real(file)->pMethods->xDeviceCharacteristics(real(file));
}
int mapShared(sqlite3_file *file, int page, int size, int extend, void volatile **memory)
{
    return real(file)->pMethods->xShmMap(real(file), page, size, extend, memory);
}
int lockShared(sqlite3_file *file, int offset, int count, int flags)
{
    return real(file)->pMethods->xShmLock(real(file), offset, count, flags);
}
void barrier(sqlite3_file *file)
{
    real(file)->pMethods->xShmBarrier(real(file));
}
int unmapShared(sqlite3_file *file, int isToBeDeleted)
{
    return real(file)->pMethods->xShmUnmap(real(file), isToBeDeleted);
}

constexpr sqlite3_io_methods methods = {2,        closeFile,   readFile,        writeFile,  truncateFile,
                                        syncFile, fileSize,    lockFile,        unlockFile, checkReserved,
                                        control,  sectorSize,  characteristics, mapShared,  lockShared,
                                        barrier,  unmapShared, nullptr,         nullptr};

ShimVfs::Private *shimOf(sqlite3_vfs *vfs)
{
    return static_cast<ShimVfs::Private *>(vfs->pAppData);
}

int openFile(sqlite3_vfs *vfs, const char *path, sqlite3_file *file, int flags, int *outFlags)
{
    ShimVfs::Private *const shim = shimOf(vfs);
    ours(file)->base.pMethods = nullptr;
    ours(file)->shim = shim;
    ours(file)->name = nullptr;
    const bool isNew = path && !QFileInfo::exists(QString::fromUtf8(path));
    const QString name = path ? QFileInfo(QString::fromUtf8(path)).fileName() : QString();
    if (const int refusal = isNew ? shim->ask(Call::Create, name) : SQLITE_OK)
        return refusal;
    const int result = shim->real->xOpen(shim->real, path, real(file), flags, outFlags);
    if (real(file)->pMethods == nullptr)
        return result;
    ours(file)->base.pMethods = &methods;
    ours(file)->name = path ? new QString(name) : nullptr;
    if (isNew && result == SQLITE_OK)
        shim->note({Call::Create, name, 0, {}});
    return result;
}

int deleteFile(sqlite3_vfs *vfs, const char *path, int isSynced)
{
    const QString name = QFileInfo(QString::fromUtf8(path)).fileName();
    if (const int refusal = shimOf(vfs)->ask(Call::Delete, name))
        return refusal;
    const int result = shimOf(vfs)->real->xDelete(shimOf(vfs)->real, path, isSynced);
    if (result == SQLITE_OK)
        shimOf(vfs)->note({Call::Delete, name, 0, {}});
    return result;
}

} // namespace

ShimVfs::ShimVfs() : d(std::make_unique<Private>())
{
    d->real = sqlite3_vfs_find(nullptr);
    d->vfs = *d->real; // everything else asks the real one, which does not look at its own object
    d->vfs.pNext = nullptr;
    d->vfs.zName = "leadline-shim";
    d->vfs.szOsFile = int(sizeof(File)) + d->real->szOsFile;
    d->vfs.pAppData = d.get();
    d->vfs.xOpen = openFile;
    d->vfs.xDelete = deleteFile;
    d->vfs.xAccess = [](sqlite3_vfs *vfs, const char *path, int flags, int *result) {
        return shimOf(vfs)->real->xAccess(shimOf(vfs)->real, path, flags, result);
    };
    d->vfs.xFullPathname = [](sqlite3_vfs *vfs, const char *path, int size, char *full) {
        return shimOf(vfs)->real->xFullPathname(shimOf(vfs)->real, path, size, full);
    };
    sqlite3_vfs_register(&d->vfs, 1);
}

ShimVfs::~ShimVfs()
{
    sqlite3_vfs_unregister(&d->vfs);
    sqlite3_vfs_register(d->real, 1);
}

void ShimVfs::setHook(Hook hook)
{
    const QMutexLocker lock(&d->mutex);
    d->hook = std::move(hook);
}

void ShimVfs::record(bool isOn)
{
    const QMutexLocker lock(&d->mutex);
    d->isRecording = isOn;
    if (isOn)
        d->steps.clear();
}

QList<ShimVfs::Step> ShimVfs::steps() const
{
    const QMutexLocker lock(&d->mutex);
    return d->steps;
}

} // namespace leadline::test
