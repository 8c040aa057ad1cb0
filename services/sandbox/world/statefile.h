#pragma once

#include <QDateTime>
#include <QFile>
#include <QJsonObject>
#include <QLockFile>

#include <functional>
#include <optional>

namespace leadline::sandbox {

/// An append-only file of JSON lines, mode 0600: first whose organisation it is, then one line a change,
/// flushed as it is written. A last line torn by a crash is cut off; a file of another organisation or with a
/// damaged line is left as it is, reported by `problem()` and never written to. So is one that another
/// process has open, which a lock file beside it tells; the lock of a process that died does not count.
class StateFile
{
public:
    /// Empty path: nothing is kept.
    StateFile(const QString &path, quint64 seed, int leads, const QDateTime &now);
    /// The end of history that the first line records; the given one for a new file.
    [[nodiscard]] QDateTime epoch() const { return m_epoch; }
    [[nodiscard]] QString problem() const { return m_problem; }
    /// Hands out every recorded change in order, then stands ready to append.
    void replay(const std::function<void(const QJsonObject &)> &apply);
    void append(const QJsonObject &change);

private:
    void open(QJsonObject header);
    void fail(const QString &problem);

    std::optional<QLockFile> m_lock;
    QFile m_file;
    QDateTime m_epoch;
    QString m_problem;
};

} // namespace leadline::sandbox
