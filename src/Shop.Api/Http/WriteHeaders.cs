using Shop.Data.Redis;

namespace Shop.Api.Http;

/// <summary>What an answer to a change says about how it was written.</summary>
internal static class WriteHeaders
{
    public static string Durability(Written written) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"replicas={written.Replicas}");

    public static void Apply(HttpResponse response, Written? written)
    {
        if (written is not { } known)
        {
            return;
        }

        response.Headers["Durability"] = Durability(known);
        if (known.Replayed)
        {
            response.Headers["Idempotent-Replayed"] = "true";
        }
    }
}
