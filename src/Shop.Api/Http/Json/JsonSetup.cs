using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http.Json;
using Shop.Data;

namespace Shop.Api.Http.Json;

/// <summary>How the API's JSON looks.</summary>
internal static class JsonSetup
{
    /// <summary>Adds a noun's source-generated context: <c>services.AddJson(ProductJson.Default)</c>.</summary>
    public static IServiceCollection AddJson(this IServiceCollection services, IJsonTypeInfoResolver context) =>
        services.Configure<JsonOptions>(options => options.SerializerOptions.TypeInfoResolverChain.Insert(0, context));

    /// <exception cref="SettingException">The process runs without ICU.</exception>
    public static IServiceCollection AddShopJson(this IServiceCollection services)
    {
        // Without ICU the framework hands text back as it came, silently: two spellings of one name would be two names.
        if (TidyStringConverter.Tidy("e\u0301") != "é")
        {
            throw new SettingException(
                "Text can't be normalised: install ICU (Debian: libicu72) and leave DOTNET_SYSTEM_GLOBALIZATION_INVARIANT unset.");
        }

        return services
            .Configure<JsonOptions>(options => Shape(options.SerializerOptions))
            .PostConfigure<JsonOptions>(options => options.SerializerOptions.TypeInfoResolver = JsonTypeInfoResolver
                .Combine([.. options.SerializerOptions.TypeInfoResolverChain]).WithAddedModifier(VerbatimStringConverter.Apply));
    }

    private static void Shape(JsonSerializerOptions json)
    {
        json.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        json.PropertyNameCaseInsensitive = false;
        json.NumberHandling = JsonNumberHandling.Strict;
        json.DefaultIgnoreCondition = JsonIgnoreCondition.Never;

        // The answers are JSON, never a part of HTML: text stays readable.
        json.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        json.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false));
        json.Converters.Add(new TimeConverter());
        json.Converters.Add(new TidyStringConverter());
    }
}
