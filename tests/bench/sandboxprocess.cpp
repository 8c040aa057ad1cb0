#include "tests/bench/sandboxprocess.h"

namespace leadline::bench {

SandboxProcess::SandboxProcess(const Context &context, const QStringList &options)
{
    m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_process.start(context.program,
                    QStringList{QStringLiteral("sandbox"), QStringLiteral("--port"), QStringLiteral("0"),
                                QStringLiteral("--api-key"), QString::fromLatin1(apiKey()),
                                QStringLiteral("--leads"), QString::number(context.leads)} +
                        options);
    constexpr int patience = 60'000;
    if (m_process.waitForStarted(patience) && m_process.waitForReadyRead(patience))
        m_baseUrl = QUrl(QString::fromUtf8(m_process.readLine()).trimmed());
}

SandboxProcess::~SandboxProcess()
{
    m_process.terminate();
    m_process.waitForFinished();
}

} // namespace leadline::bench
