#include "services/base/log.h"

#include <QRegularExpression>

#include <cstdio>

namespace leadline {
namespace {

void writeRedacted(QtMsgType type, const QMessageLogContext &context, const QString &text)
{
    const QByteArray line = redacted(qFormatLogMessage(type, context, text)).toUtf8();
    std::fprintf(stderr, "%s\n", line.constData());
    if (type == QtFatalMsg)
        std::abort();
}

} // namespace

QString redacted(const QString &text)
{
    static const QRegularExpression credential(
        QStringLiteral(R"((?<=://)[^/\s@]+(?=@)|(\b(?:Basic|Bearer)\s+)[A-Za-z0-9+/=_.\-]+|\bapi_[A-Za-z0-9_.\-]+)"));
    QString result;
    qsizetype from = 0;
    auto matches = credential.globalMatch(text);
    while (matches.hasNext()) {
        const auto match = matches.next();
        result += QStringView(text).mid(from, match.capturedStart() - from);
        result += match.captured(1) + QLatin1String("[redacted]");
        from = match.capturedEnd();
    }
    result += QStringView(text).mid(from);
    return result;
}

void installRedactingLog() { qInstallMessageHandler(writeRedacted); }

} // namespace leadline
