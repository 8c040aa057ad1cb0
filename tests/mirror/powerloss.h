#pragma once

#include "tests/mirror/shimvfs.h"

#include <QMap>

namespace leadline::test {

/// What stands on a disk: content by file name.
using Files = QMap<QString, QByteArray>;

/// Works out what a power cut may leave of the steps that were carried out: whatever was synced is there; of
/// the rest any part may be, in any order, and the last sector of a write may be the last that came through.
class PowerLoss
{
public:
    explicit PowerLoss(Files before = {}) : m_durable(std::move(before)) {}

    /// Carries the step out.
    void apply(const ShimVfs::Step &step);
    /// Everything written until now, as after a kill.
    [[nodiscard]] Files written() const;
    /// Different images a power cut now may leave: nothing unsynced, all of it, each beginning of it, each
    /// single piece missing or alone, each piece torn, and some at random.
    [[nodiscard]] QList<Files> images(quint32 *random) const;

private:
    enum class Part { None, Half, Whole };
    [[nodiscard]] Files image(const QList<Part> &parts) const;

    Files m_durable;
    QList<ShimVfs::Step> m_pending; ///< not known to be on the disk
};

/// Replaces the databases of a folder by an image.
void placeFiles(const QString &folder, const Files &files);
/// Reads the databases of a folder.
[[nodiscard]] Files filesOf(const QString &folder);

} // namespace leadline::test
