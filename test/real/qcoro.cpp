// A program with QCoro on Qt 6.
//
// RUN: %compare --opt 0 --opt 1 --opt 2 --opt 3 --opt s %s -- -std=c++20 %qt | FileCheck %s
// RUN: %quiet --opt 2 --system --format json -o %t.json %s -- -std=c++20 %qt
// RUN: %validate %t.json
// RUN: jq -e '.totals | .unknownBytes * 50 < .frameBytes' %t.json
// CHECK-NOT: clang says
// CHECK: of {{[1-9][0-9]+}} frames equal in 5 units; {{.*}} 0 units not compiled, 0 units failed
#include <qcoro/qcoroasyncgenerator.h>
#include <qcoro/qcorogenerator.h>
#include <qcoro/qcoroiodevice.h>
#include <qcoro/qcoronetworkreply.h>
#include <qcoro/qcorotask.h>
#include <qcoro/qcorotimer.h>

#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QString>
#include <QTcpSocket>
#include <QTimer>

#include <chrono>

using namespace std::chrono_literals;

QCoro::Task<QString> fetch(QNetworkAccessManager &Network, QUrl Url) {
  QNetworkReply *Reply = co_await Network.get(QNetworkRequest(Url));
  QByteArray Data = Reply->readAll();
  Reply->deleteLater();
  co_return QString::fromUtf8(Data);
}

QCoro::Task<> waitAndPrint(QNetworkAccessManager &Network) {
  QTimer Timer;
  Timer.start(10ms);
  co_await Timer;
  char Buffer[2048];
  QString Text = co_await fetch(Network, QUrl("http://localhost/"));
  qsnprintf(Buffer, sizeof Buffer, "%s", qPrintable(Text));
  co_await QCoro::sleepFor(1ms);
  qDebug("%s", Buffer);
}

QCoro::Task<qint64> echo(QTcpSocket &Socket) {
  qint64 Total = 0;
  while (Socket.isOpen()) {
    const QByteArray Line = co_await qCoro(Socket).readLine();
    Total += co_await qCoro(Socket).write(Line);
  }
  co_return Total;
}

QCoro::Generator<int> fibonacci() {
  int A = 0, B = 1;
  for (;;) {
    co_yield A;
    B = std::exchange(A, B) + B;
  }
}

QCoro::AsyncGenerator<int> slowly(int Last) {
  for (int I = 0; I != Last; ++I) {
    co_await QCoro::sleepFor(1ms);
    co_yield I;
  }
}

QCoro::Task<int> sum() {
  int Total = 0;
  QCORO_FOREACH(int Value, slowly(3)) { Total += Value; }
  for (int Value : fibonacci()) {
    if (Value > 100)
      break;
    Total += Value;
  }
  co_return Total;
}

void start(QNetworkAccessManager &Network, QTcpSocket &Socket) {
  waitAndPrint(Network).then([] { return 0; });
  echo(Socket);
  QTimer::singleShot(0, [&]() -> QCoro::Task<> {
    int Total = co_await sum();
    qDebug("%d", Total);
  });
}
