#include "tests/mirror/powerloss.h"

#include <QDir>
#include <QTest>

namespace leadline::test {

namespace {

using Call = ShimVfs::Call;
constexpr qint64 sector = 512;
constexpr qsizetype mostPieces = 12; ///< that are looked at one by one

void carryOut(Files &files, const ShimVfs::Step &step, bool isWhole)
{
    switch (step.call) {
    case Call::Create:
        files.insert(step.file, {});
        return;
    case Call::Delete:
        files.remove(step.file);
        return;
    case Call::Truncate:
        if (files.value(step.file).size() > step.offset)
            files[step.file].truncate(step.offset);
        return;
    case Call::Write: {
        QByteArray &content = files[step.file];
        const qint64 size = isWhole ? step.bytes.size() : step.bytes.size() / 2 / sector * sector;
        if (content.size() < step.offset + size)
            content.append(step.offset + size - content.size(), '\0');
        content.replace(step.offset, size, step.bytes.left(size));
        return;
    }
    case Call::Sync:
        return;
    }
}

} // namespace

void PowerLoss::apply(const ShimVfs::Step &step)
{
    if (step.call != Call::Sync) {
        m_pending.append(step);
        return;
    }
    QList<ShimVfs::Step> rest;
    for (const ShimVfs::Step &each : std::as_const(m_pending)) {
        // A synced file's own entry in the folder is on the disk too: SQLite syncs the folder with it.
        if (each.file == step.file)
            carryOut(m_durable, each, true);
        else
            rest.append(each);
    }
    m_pending = rest;
}

Files PowerLoss::image(const QList<Part> &parts) const
{
    Files files = m_durable;
    for (qsizetype i = 0; i < m_pending.size(); ++i) {
        if (parts.at(i) != Part::None)
            carryOut(files, m_pending.at(i), parts.at(i) == Part::Whole);
    }
    return files;
}

Files PowerLoss::written() const
{
    return image(QList<Part>(m_pending.size(), Part::Whole));
}

QList<Files> PowerLoss::images(quint32 *random) const
{
    const qsizetype count = m_pending.size();
    const QList<Part> none(count, Part::None);
    const QList<Part> all(count, Part::Whole);
    QList<QList<Part>> choices{none, all};
    QList<Part> beginning = none;
    const qsizetype stride = std::max<qsizetype>(1, count / mostPieces);
    for (qsizetype i = 0; i < count; ++i) {
        if (i % stride != 0) {
            beginning[i] = Part::Whole;
            continue;
        }
        QList<Part> torn = beginning;
        torn[i] = Part::Half;
        beginning[i] = Part::Whole;
        QList<Part> missing = all;
        missing[i] = Part::None;
        QList<Part> alone = none;
        alone[i] = Part::Whole;
        choices << torn << beginning << missing << alone;
    }
    for (int round = 0; count > 2 && round < 4; ++round) {
        QList<Part> mixed = none;
        for (Part &part : mixed) {
            *random = *random * 1664525 + 1013904223;
            part = Part((*random >> 16) % 3);
        }
        choices << mixed;
    }
    QList<Files> images;
    for (const auto &choice : std::as_const(choices)) {
        const Files files = image(choice);
        if (!images.contains(files))
            images.append(files);
    }
    return images;
}

void placeFiles(const QString &folder, const Files &files)
{
    QDir dir(folder);
    const auto old = dir.entryList({QStringLiteral("*.db*")}, QDir::Files);
    for (const QString &name : old)
        dir.remove(name);
    for (auto it = files.cbegin(); it != files.cend(); ++it) {
        QFile file(dir.filePath(it.key()));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(it.value()), it.value().size());
    }
}

Files filesOf(const QString &folder)
{
    Files files;
    const QDir dir(folder);
    const auto names = dir.entryList({QStringLiteral("*.db"), QStringLiteral("*.db-wal")}, QDir::Files);
    for (const QString &name : names) {
        QFile file(dir.filePath(name));
        if (file.open(QIODevice::ReadOnly))
            files.insert(name, file.readAll());
    }
    return files;
}

} // namespace leadline::test
