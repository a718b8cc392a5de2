//===- Csv.cpp - Frames for a spreadsheet ---------------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// RFC 4180, with lines that end as they do here.
//
//===----------------------------------------------------------------------===//

#include "report/Escape.h"
#include "report/FindingOrder.h"
#include "report/Formats.h"

namespace coroscope {

std::string reportToCsv(const Report &Report) {
  std::string Text = "coroutine,file,line,optimization,frame,align,needed,"
                     "padding,suspensions,findings,largest value,bytes\n";
  for (const Coroutine *C : ownBySize(Report)) {
    const Occupant *Largest = nullptr;
    for (const FrameRange &Range : C->Frame.Ranges)
      for (const Occupant &O : Range.Occupants)
        if (!Largest || O.Size > Largest->Size)
          Largest = &O;
    const std::string Numbers[] = {std::to_string(C->Frame.Size.Count),
                                   std::to_string(C->Frame.Align.Count),
                                   std::to_string(C->needed().Count),
                                   std::to_string(C->Frame.padding().Count),
                                   std::to_string(C->Suspends.size()),
                                   std::to_string(C->Findings.size())};
    Text += escapeCsv(C->Name) + "," + escapeCsv(C->Where.File) + "," +
            std::to_string(C->Where.Line) + "," + escapeCsv(C->Optimization);
    for (const std::string &Number : Numbers)
      Text += "," + Number;
    Text += "," + (Largest ? escapeCsv(Largest->Name) : std::string()) + "," +
            (Largest ? std::to_string(Largest->Size.Count) : std::string()) +
            "\n";
  }
  return Text;
}

} // namespace coroscope
