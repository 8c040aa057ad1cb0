#pragma once

#include <QIODevice>

namespace leadline {

/// A request body that can be read once. Being sequential it cannot be rewound, so Qt cannot send a write a
/// second time by itself; and it knows whether any of it was ever taken (reliability.md, findings 1 and 2).
class BodyDevice final : public QIODevice
{
    Q_OBJECT
public:
    explicit BodyDevice(QByteArray bytes, QObject *parent = nullptr);

    [[nodiscard]] qint64 handedOut() const { return m_position; } ///< bytes taken for sending

    [[nodiscard]] bool isSequential() const override { return true; }
    [[nodiscard]] qint64 bytesAvailable() const override;
    [[nodiscard]] bool atEnd() const override;
    bool seek(qint64) override { return false; }
    bool reset() override { return false; }

protected:
    qint64 readData(char *data, qint64 maxSize) override;
    qint64 writeData(const char *, qint64) override { return -1; }

private:
    QByteArray m_bytes;
    qint64 m_position = 0;
};

} // namespace leadline
