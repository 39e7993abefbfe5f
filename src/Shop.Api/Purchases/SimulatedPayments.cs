using Shop.Api.Telemetry;
using Shop.Data.Purchases;

namespace Shop.Api.Purchases;

/// <summary>A payment provider that answers by the token it is given; no money moves.</summary>
internal sealed class SimulatedPayments(TimeProvider time, ShopMetrics metrics)
{
    /// <summary>The tokens it knows.</summary>
    public static readonly string[] Tokens =
        ["tok_ok", "tok_declined", "tok_insufficient_funds", "tok_expired_card", "tok_slow", "tok_error"];

    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(3);

    /// <param name="attempt">
    /// The idempotency key towards the provider. A call that nginx has handed on asks again under the same one, since nobody knows whether the
    /// first replica still could; a provider charges once for it. This one has nothing to charge.
    /// </param>
    public async Task<PaymentOutcome> ChargeAsync(Guid attempt, string token, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        var outcome = await AskAsync(token, cancellationToken);
        metrics.PaymentAnswered(outcome, time.GetElapsedTime(start));
        return outcome;
    }

    private async Task<PaymentOutcome> AskAsync(string token, CancellationToken cancellationToken)
    {
        if (token == "tok_slow")
        {
            await Task.Delay(Slow, time, cancellationToken);
        }

        return token switch
        {
            "tok_ok" or "tok_slow" => new PaymentOutcome(PaymentStatus.Succeeded),
            "tok_declined" => new PaymentOutcome(PaymentStatus.Declined, DeclineCodes.CardDeclined),
            "tok_insufficient_funds" => new PaymentOutcome(PaymentStatus.Declined, DeclineCodes.InsufficientFunds),
            "tok_expired_card" => new PaymentOutcome(PaymentStatus.Declined, DeclineCodes.ExpiredCard),
            _ => new PaymentOutcome(PaymentStatus.Error),
        };
    }
}
