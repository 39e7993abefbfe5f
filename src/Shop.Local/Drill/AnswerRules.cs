using System.Globalization;

namespace Shop.Local.Drill;

/// <summary>Every call is answered, and with what the contract foresees.</summary>
internal static class AnswerRules
{
    public static IEnumerable<Violation> Find(IEnumerable<Operation> journal, bool forgives503) =>
        from operation in journal
        where operation.Outcome == Outcome.Failed || (operation.Outcome == Outcome.Unavailable && !forgives503)
        select new Violation(ViolationKind.Failed, Text(operation), operation.Mark);

    private static string Text(Operation operation) => string.Create(
        CultureInfo.InvariantCulture,
        $"{operation.Act} at {operation.Start.TotalSeconds:0.0} s failed after {operation.Took.TotalSeconds:0.0} s: "
        + $"{operation.Status} {operation.Error}");
}
