#include "tests/bench/peers.h"

#include "tests/bench/corpus.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>

namespace leadline::bench {

Result<QJsonObject> peerTimes(const Context &context, const Corpus &corpus, const PeerQueries &queries)
{
    const QJsonObject input{
        {QStringLiteral("texts"), QJsonArray::fromStringList(corpus.texts(mostPeerTexts))},
        {QStringLiteral("prefix"), QJsonArray::fromStringList(queries.prefix)},
        {QStringLiteral("substring"), QJsonArray::fromStringList(queries.substring)},
        {QStringLiteral("typo"), QJsonArray::fromStringList(queries.typo)}};
    QProcess node;
    node.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    node.start(QStringLiteral("node"), {QStringLiteral("--max-old-space-size=6000"),
                                        context.folder + QStringLiteral("/peers/search.mjs")});
    node.write(QJsonDocument(input).toJson(QJsonDocument::Compact));
    node.closeWriteChannel();
    if (!node.waitForFinished(-1) || node.exitCode() != 0)
        return ApiError(ErrorKind::NotFound, QStringLiteral("node: %1").arg(node.errorString()));
    return QJsonDocument::fromJson(node.readAllStandardOutput()).object();
}

} // namespace leadline::bench
