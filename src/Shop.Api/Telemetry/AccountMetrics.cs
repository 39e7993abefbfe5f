using System.Diagnostics.Metrics;

namespace Shop.Api.Telemetry;

/// <summary>What people do with their accounts; meter <c>Shop.Accounts</c>.</summary>
internal sealed class AccountMetrics
{
    private static readonly string[] Outcomes = [LogInOutcome.Succeeded, LogInOutcome.Failed, LogInOutcome.Throttled, LogInOutcome.Disabled];

    private readonly Counter<long> _logIns;
    private readonly Counter<long> _registrations;

    public AccountMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("Shop.Accounts");
        _logIns = meter.CreateCounter<long>("shop.log_ins", "{log_in}", "Attempts to log in, by how they ended.");
        _registrations = meter.CreateCounter<long>("shop.registrations", "{user}", "Users that registered.");
        _registrations.Add(0);
        foreach (var outcome in Outcomes)
        {
            _logIns.Add(0, new KeyValuePair<string, object?>("outcome", outcome));
        }
    }

    /// <param name="outcome">One of <see cref="LogInOutcome"/>.</param>
    public void LogInEnded(string outcome) => _logIns.Add(1, new KeyValuePair<string, object?>("outcome", outcome));

    public void Registered() => _registrations.Add(1);
}

/// <summary>How an attempt to log in ended.</summary>
internal static class LogInOutcome
{
    public const string Succeeded = "succeeded";

    /// <summary>A wrong password, or an e-mail that nobody has.</summary>
    public const string Failed = "failed";

    /// <summary>Too many failures before it.</summary>
    public const string Throttled = "throttled";

    public const string Disabled = "disabled";
}
