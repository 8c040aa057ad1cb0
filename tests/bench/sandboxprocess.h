#pragma once

#include "tests/bench/context.h"

#include <QProcess>
#include <QUrl>

namespace leadline::bench {

/// The built-in Close in a process of its own, as far away as asked; ends with this object.
class SandboxProcess
{
public:
    /// `options`: further arguments of `leadline sandbox`, such as `--rate 20`.
    SandboxProcess(const Context &context, const QStringList &options);
    ~SandboxProcess();
    Q_DISABLE_COPY_MOVE(SandboxProcess)

    /// Empty if it did not start.
    [[nodiscard]] QUrl baseUrl() const { return m_baseUrl; }
    [[nodiscard]] static QByteArray apiKey() { return "api_bench.leadline"; }

private:
    QProcess m_process;
    QUrl m_baseUrl;
};

} // namespace leadline::bench
